internal import Logging

/// Writes a cloud's state to its file after every change, soon but not each time: never more than a tenth of the time is
/// spent on it.
struct StateKeeper: Sendable {
    let cloud: Cloud
    let file: StateFile
    let logger: Logger

    private static let shortestPause: Duration = .milliseconds(100)

    /// Keeps the state until the task is cancelled.
    func run() async {
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let count = cloud.changes.count
            let took = clock.measure { write() }
            await cloud.changes.wait(after: count, atMost: .seconds(3_600))
            try? await Task.sleep(for: max(Self.shortestPause, took * 9))
        }
    }

    /// Writes it now.
    func write() {
        do {
            try file.write(SavedCloud(of: cloud))
        } catch {
            logger.error("The state could not be written to \(file.path): \(error).")
        }
    }
}
