/// The calendar, as far as months are counted.
extension Timestamp {
    /// The day of the month, from 1.
    package var dayOfMonth: Int { date.day }

    /// The same day and time so many months later, or the month's last day where it has no such day.
    package func addingMonths(_ count: Int) -> Timestamp {
        let date = date
        let months = date.year * 12 + date.month - 1 + count
        for day in stride(from: date.day, to: 0, by: -1) {
            if let moment = on(year: months / 12, month: months % 12 + 1, day: day) { return moment }
        }
        preconditionFailure("each month up to the year 9999 has a first day")
    }

    /// The same time on an earlier day of the month, if its day is behind that.
    package func notBehind(dayOfMonth day: Int) -> Timestamp {
        self - Int64(max(0, dayOfMonth - day)) * 86_400
    }

    private var date: (year: Int, month: Int, day: Int) {
        let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
        precondition(parts.count == 3, "a time begins with year, month and day")
        return (parts[0], parts[1], parts[2])
    }

    private func on(year: Int, month: Int, day: Int) -> Timestamp? {
        let date = [(year, 4), (month, 2), (day, 2)]
            .map { number, width in
                let digits = String(number)
                return String(repeating: "0", count: max(0, width - digits.count)) + digits
            }
        return Timestamp(parsing: date.joined(separator: "-") + text.dropFirst(10))
    }
}
