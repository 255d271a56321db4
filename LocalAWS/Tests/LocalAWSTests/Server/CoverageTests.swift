import Foundation
import Testing

@testable import LocalAWS

@Suite struct `The coverage page` {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "COVERAGE.md")

    @Test func `in the repository is that of the tables`() throws {
        let page = try String(contentsOf: Self.file, encoding: .utf8)
        let isCurrent = page == Coverage.page
        #expect(isCurrent, "Write it anew: local-aws coverage > LocalAWS/COVERAGE.md")
    }

    @Test func `has no parameter that is both honoured and refused`() {
        for service in ServiceDirectory.all.list {
            for action in service.actionTable {
                #expect(
                    action.honours.isDisjoint(with: action.refuses),
                    "\(service.signingName) \(action.name)"
                )
            }
        }
    }
}
