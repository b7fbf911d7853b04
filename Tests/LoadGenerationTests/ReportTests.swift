import Foundation
import TestTools
import Testing

@testable import LoadGeneration

@Suite struct ReportTests {
    @Test func `a report is the same after its way through a file`() throws {
        let directory = try TemporaryDirectory()
        let report = sampleReport(text: "a \"quoted\" <b> & ü")
        try report.json.write(to: URL(fileURLWithPath: directory.file("report.json")))
        #expect(try LoadReport(contentsOfFile: directory.file("report.json")) == report)
    }

    @Test func `a closed loop's report needs no rate, and one of a distant service no usage`() throws {
        let directory = try TemporaryDirectory()
        var report = sampleReport(rate: nil)
        report.service = nil
        try report.json.write(to: URL(fileURLWithPath: directory.file("report.json")))
        #expect(try LoadReport(contentsOfFile: directory.file("report.json")) == report)
        #expect(report.summary.hasPrefix("shop, closed loop, 64 connections"))
    }

    @Test func `a report of another form is refused`() throws {
        let directory = try TemporaryDirectory()
        var report = sampleReport()
        report.format = "opencheckout-load-0"
        try report.json.write(to: URL(fileURLWithPath: directory.file("report.json")))
        #expect(throws: LoadError.self) { try LoadReport(contentsOfFile: directory.file("report.json")) }
    }

    @Test func `two runs stand side by side with their ratios`() {
        let lines = LoadComparison(old: sampleReport(throughput: 1000), new: sampleReport(throughput: 1250)).lines
        #expect(lines.contains { $0.split(separator: " ") == ["requests/s", "1,000", "1,250", "1.25", "×"] })
        let p99 = Figure.latency(microseconds: sampleReport().latency.p99).split(separator: " ")
        #expect(lines.contains { $0.split(separator: " ") == ["p99"] + p99 + p99 + ["1.00", "×"] })
        #expect(!lines.contains { $0.contains("differ") })
    }

    @Test func `runs that do not compare are said not to`() {
        let lines = LoadComparison(old: sampleReport(text: "a"), new: sampleReport(text: "b", rate: nil)).lines
        #expect(lines.contains("The machines differ, and so their figures do not compare."))
        #expect(lines.contains("What was asked differs, and so the figures do not compare."))
    }

    @Test func `nothing that comes from outside stands on the page as markup`() {
        let hostile = "<script>alert(1)</script>\"'&"
        let report = sampleReport(text: hostile)
        let html = LoadPage(report, old: report).html
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
    }

    @Test func `a page stands alone`() {
        let html = LoadPage(sampleReport(), old: sampleReport()).html
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        for fetched in ["http://", "https://", "src=", "href=", "url(", "@import"] {
            #expect(!html.contains(fetched), "\(fetched)")
        }
        #expect(html.components(separatedBy: "<svg").count == 5)
        #expect(html.components(separatedBy: "</svg>").count == 5)
    }

    @Test func `every element of a page is closed in order`() {
        var open: [Substring] = []
        let html = LoadPage(sampleReport(), old: sampleReport()).html
        for match in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where match.2 != "meta" {
            if match.1.isEmpty { open.append(match.2) } else { #expect(open.popLast() == match.2) }
        }
        #expect(open.isEmpty)
    }

    @Test func `errors are said first, on the terminal and on the page`() {
        let report = sampleReport(text: "status 503", errors: 3)
        #expect(report.lines.contains("errors     3: 3 × status 503"))
        #expect(LoadPage(report).html.contains("3 requests failed: 3 × status 503"))
        let clean = sampleReport(errors: 0)
        #expect(clean.lines.contains("errors     none"))
        #expect(!LoadPage(clean).html.contains("class=\"alert\""))
    }

    @Test func `a run without a single reply still has a report`() {
        var report = sampleReport(errors: 1)
        report.curve = []
        report.timeline = []
        report.operations = []
        report.latency = LatencySummary(LatencyHistogram())
        #expect(LoadPage(report).html.contains("</html>"))
        #expect(!LoadPage(report).html.contains("nan"))
    }
}
