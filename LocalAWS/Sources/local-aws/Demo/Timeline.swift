import Foundation
import LocalAWS
import Platform

/// What happens, a line each, as it happens.
struct Timeline: Sendable {
    let start: Timestamp

    /// `   1.032 s  autoscaling  Launched i-…`
    func print(_ note: Note) {
        let seconds = (note.moment - start) / .seconds(1)
        let service = note.service + String(repeating: " ", count: max(0, 11 - note.service.count))
        Console.write(String(format: "%8.3f s  ", seconds) + service + "  \(note.text)\n")
    }
}
