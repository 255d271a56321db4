import Testing

@testable import LocalAWS

@Suite struct `The coverage page` {
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
