internal import Platform

/// What is to happen, in the order of moments, and of its being asked for where moments are the same.
struct Agenda: Codable, Sendable {
    /// Something that is to happen at a moment in a region.
    struct Entry: Codable, Sendable {
        let moment: Timestamp
        let region: Region
        let event: DueEvent
    }

    /// Latest first, so that the next is taken from the end.
    private var entries: [Entry] = []

    /// When the next thing is to happen.
    var nextMoment: Timestamp? { entries.last?.moment }

    var count: Int { entries.count }

    mutating func insert(_ entry: Entry) {
        var low = entries.startIndex
        var high = entries.endIndex
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].moment > entry.moment { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
    }

    /// Takes the next entry, if its moment has come.
    mutating func takeDue(at now: Timestamp) -> Entry? {
        guard let next = entries.last, next.moment <= now else { return nil }
        return entries.removeLast()
    }
}
