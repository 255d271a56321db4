/// Lists topics.
struct ListTopics: SNSOperation {
    static let name = "ListTopics"
    static let honours: Set<String> = ["NextToken"]
    static let mutates = false

    private let page: SNSPage

    init(_ parameters: Parameters) throws(ServiceError) {
        page = try SNSPage(parameters, of: Self.name)
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<String> {
        page.cut(state.sortedTopics.map(\.arn)) { $0 }
    }

    static func render(_ page: Page<String>, to writer: inout OutputWriter) {
        writer.list("Topics", of: page.items) { $0.text("TopicArn", $1) }
        writer.text("NextToken", page.nextToken)
    }
}

/// A page of a list of SNS: a hundred members.
struct SNSPage: Sendable {
    private static let size = 100

    private let lastName: String?
    private let list: String

    init(_ parameters: Parameters, of list: String) throws(ServiceError) {
        self.list = list
        lastName = try parameters.optional("NextToken").map { text throws(ServiceError) in
            guard let name = NameToken(text: text, of: list)?.name else {
                throw .invalidSNSParameter("NextToken")
            }
            return name
        }
    }

    /// - Parameter members: in the order of their names.
    func cut<Member>(_ members: [Member], by name: (Member) -> String) -> Page<Member> {
        let rest = members.drop { member in lastName.map { name(member) <= $0 } ?? false }
        let page = rest.prefix(Self.size)
        let last = page.count < rest.count ? page.last : nil
        return Page(items: Array(page), nextToken: last.map { NameToken(name: name($0), of: list).text })
    }
}
