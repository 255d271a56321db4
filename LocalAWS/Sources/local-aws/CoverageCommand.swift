import ArgumentParser
import LocalAWS

/// `local-aws coverage`: what is emulated.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Print a page (Markdown) of all services, actions and parameters."
    )

    func run() {
        Console.write(Coverage.page)
    }
}
