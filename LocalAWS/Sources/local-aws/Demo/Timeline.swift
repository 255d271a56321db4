import LocalAWS
import Platform

/// What happens, a line each, as it happens.
struct Timeline: Sendable {
    let start: Timestamp

    /// `   1.032 s  autoscaling  Launched i-…`
    func print(_ note: Note) {
        let seconds = (note.moment - start) / .seconds(1)
        let service = note.service + String(repeating: " ", count: max(0, 11 - note.service.count))
        let time = fixedPoint(seconds, decimals: 3)
        let indent = String(repeating: " ", count: max(0, 8 - time.count))
        Console.write("\(indent)\(time) s  \(service)  \(note.text)\n")
    }
}
