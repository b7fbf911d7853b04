import HTTPServing
import TestTools
import Testing

@testable import opencheckout

/// Prometheus' text format, and the page that the service serves in it.
struct MetricsTests {
    @Test func `counters are sorted, announced once a name, and left out before they count`() throws {
        let registry = PrometheusRegistry()
        let second = try registry.counter(label: "b_total", dimensions: [("route", "GET /x"), ("status", "200")])
        let third = try registry.counter(label: "b_total", dimensions: [("route", "GET /y")])
        let first = try registry.counter(label: "a_total", dimensions: [])
        _ = try registry.counter(label: "never_total", dimensions: [])
        second.increment(by: 2)
        second.increment(by: 3)
        third.increment(by: 1)
        first.increment(by: 7)
        let expected = """
            # TYPE a_total counter
            a_total 7
            # TYPE b_total counter
            b_total{route="GET /x",status="200"} 5
            b_total{route="GET /y"} 1

            """
        #expect(registry.render() == expected)
    }

    @Test func `what a label must not hold is escaped`() throws {
        let registry = PrometheusRegistry()
        try registry.counter(label: "c_total", dimensions: [("l", "a\"b\\c\nd")]).increment(by: 1)
        #expect(registry.render() == "# TYPE c_total counter\nc_total{l=\"a\\\"b\\\\c\\nd\"} 1\n")
    }

    @Test func `a timer is a histogram in seconds whose buckets add up`() throws {
        let registry = PrometheusRegistry()
        let handler = registry.makeTimer(label: "d_seconds", dimensions: [("r", "x")])
        let timer = try #require(handler as? PrometheusHistogram)
        for nanoseconds in [0, 50_000, 50_001, 100_000, 1_000_000_000, 60_000_000_000] as [Int64] {
            timer.recordNanoseconds(nanoseconds)
        }
        let lines = registry.render().split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE d_seconds histogram")
        let buckets = lines.filter { $0.hasPrefix("d_seconds_bucket") }
        #expect(buckets.count == PrometheusHistogram.bucketCount + 1)
        #expect(buckets[0] == #"d_seconds_bucket{r="x",le="5e-05"} 2"#)
        #expect(buckets[1] == #"d_seconds_bucket{r="x",le="0.0001"} 4"#)
        #expect(buckets[19] == #"d_seconds_bucket{r="x",le="26.2144"} 5"#)
        #expect(buckets[20] == #"d_seconds_bucket{r="x",le="+Inf"} 6"#)
        let counts = try buckets.map { try #require(Int($0.split(separator: " ").last ?? "")) }
        #expect(counts == counts.sorted())
        #expect(lines.suffix(2) == [#"d_seconds_sum{r="x"} 61.000200001"#, #"d_seconds_count{r="x"} 6"#])
    }

    @Test func `the page tells requests, sessions and the log`() async throws {
        try await withService(["metrics-port": "0"]) { service in
            let ids = try await service.makeSessions(3)
            _ = try await service.change(ids[0], "expire")
            _ = try await service.list(as: .nobody)
            let port = try #require(service.ready.metricsAddress?.port)
            let page = try await onThread { try SocketClient(port: port).request("GET", "/metrics") }
            #expect(page.status == 200)
            #expect(page.field("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            let lines = Set(page.text.split(separator: "\n").map(String.init))
            let expected = [
                #"opencheckout_requests_total{route="POST /api/checkout/sessions",status="201"} 3"#,
                #"opencheckout_requests_total{route="POST /api/checkout/sessions/:id/expire",status="200"} 1"#,
                #"opencheckout_requests_total{route="none",status="401"} 1"#,
                #"opencheckout_sessions{status="open"} 2"#, #"opencheckout_sessions{status="expired"} 1"#,
                #"opencheckout_sessions{status="completed"} 0"#, "opencheckout_events_pending 0",
                #"opencheckout_request_duration_seconds_count{route="POST /api/checkout/sessions"} 3"#,
                "# TYPE opencheckout_connections gauge", "# TYPE opencheckout_sent_bytes_total counter",
            ]
            for line in expected {
                #expect(lines.contains(line), "\(line)")
            }
            for line in lines where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{[^}]*\})? [0-9.e+-]+/) != nil, "\(line)")
            }
            #expect(!page.text.contains("sk_") && !page.text.contains("cs_") && !page.text.contains("mer_"))
        }
    }

    @Test func `only the metrics port has the page, and nothing else is there`() async throws {
        try await withService(["metrics-port": "0"]) { service in
            #expect(try await service.get("/metrics", as: .nobody).status == 404)
            let port = try #require(service.ready.metricsAddress?.port)
            try await onThread {
                let client = try SocketClient(port: port)
                for (method, path) in [
                    ("GET", "/"), ("POST", "/metrics"), ("GET", "/api/health"), ("GET", "/metrics/"),
                ] {
                    #expect(try client.request(method, path).status == 404, "\(method) \(path)")
                }
                #expect(try client.request("HEAD", "/metrics").status == 200)
            }
        }
    }
}

extension PrometheusRegistry {
    /// A counter as it is, not only as it is used.
    fileprivate func counter(label: String, dimensions: [(String, String)]) throws -> PrometheusCounter {
        try #require(makeCounter(label: label, dimensions: dimensions) as? PrometheusCounter)
    }
}
