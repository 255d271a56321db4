internal import Logging

/// Writes a cloud's state to its file after every change, soon but not each time: no more than half of the time is spent
/// on it. So what is lost to a kill is younger than a tenth of a second and three times what a write takes.
struct StateKeeper: Sendable {
    let cloud: Cloud
    let file: StateFile
    let logger: Logger

    private static let shortestPause: Duration = .milliseconds(100)

    /// Writes what the cloud begins with, so that a file which can't be written is known before anything depends on it.
    ///
    /// - Throws: why it can't be written.
    func begin() throws(EmulatorConfiguration.Invalid) {
        do {
            try file.write(SavedCloud(of: cloud))
        } catch {
            throw file.unwritable(error)
        }
    }

    /// Keeps the state until the task is cancelled.
    ///
    /// - Parameter written: how many changes the file has.
    func run(after written: Int) async {
        let clock = ContinuousClock()
        var written = written
        while true {
            await cloud.changes.wait(after: written, atMost: .seconds(3_600))
            guard !Task.isCancelled else { return }
            written = cloud.changes.count
            let took = clock.measure { write() }
            try? await Task.sleep(for: max(Self.shortestPause, took))
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
