import Testing

@testable import LoadGeneration

@Suite struct ChartTests {
    @Test(arguments: [(20.0, 20.0), (60, 60), (9998, 10_000), (7, 8), (0.3, 0.3), (0, 1), (34_178, 40_000)])
    func `an even axis ends at a round value`(largest: Double, end: Double) {
        let axis = ChartAxis.linear("x", upTo: largest) { "\($0)" }
        #expect(abs(axis.range.upperBound - end) < 1e-9)
        #expect((4...7).contains(axis.ticks.count))
        #expect(axis.place(of: 0) == 0)
        #expect(axis.place(of: axis.range.upperBound) == 1)
        #expect(abs(axis.place(of: end / 2) - 0.5) < 1e-9)
    }

    @Test func `a logarithmic axis holds all values between round ones`() {
        let axis = ChartAxis.logarithmic("y", over: [30, 700, 0]) { "\($0)" }
        #expect(axis.range == 20...1000)
        #expect(axis.ticks.map { $0.value.rounded() } == [20, 50, 100, 200, 500, 1000])
        #expect(axis.place(of: 20) == 0)
        #expect(axis.place(of: 1) == 0)
        #expect(axis.place(of: 1000) == 1)
    }

    @Test func `over many decades a logarithmic axis is marked once a decade`() {
        let axis = ChartAxis.logarithmic("y", over: [40, 900_000]) { "\($0)" }
        #expect(axis.ticks.map { $0.value.rounded() } == [100, 1000, 10_000, 100_000, 1_000_000])
    }

    @Test func `a logarithmic axis over nothing is still an axis`() {
        let axis = ChartAxis.logarithmic("y", over: []) { "\($0)" }
        #expect(axis.range.lowerBound < axis.range.upperBound)
    }

    @Test func `on the percentile axis 90, 99 and 99.9 stand equally far apart`() {
        let axis = ChartAxis.percentile(upTo: 99.9)
        #expect(axis.ticks.map(\.label) == ["0 %", "50 %", "90 %", "99 %", "99.9 %"])
        for (value, place) in [(0, 0), (90, 1.0 / 3), (99, 2.0 / 3), (99.9, 1)] {
            #expect(abs(axis.place(of: value) - place) < 1e-6)
        }
    }

    @Test func `a chart's points are where their values are`() {
        let points = [(0.0, 0.0), (10.0, 100.0)].map { ChartSeries.Point(x: $0.0, y: $0.1, words: "w") }
        let chart = LineChart(
            title: "t",
            horizontal: .linear("x", upTo: 10) { "\($0)" },
            vertical: .linear("y", upTo: 100) { "\($0)" },
            series: [ChartSeries(name: "s", colour: .first, points: points)]
        )
        var markup = Markup()
        chart.draw(in: &markup)
        #expect(markup.html.contains("points=\"70.0,256.0 840.0,26.0\""))
    }
}
