/// A tag of a group, which its instances may get too.
struct GroupTag: Codable, Sendable, Hashable {
    let key: String
    let value: String
    /// Whether instances get it when they are launched.
    let isPropagated: Bool

    var tag: Tag { Tag(key: key, value: value) }

    func render(of groupName: String, to xml: inout OutputWriter) {
        xml.text("ResourceId", groupName)
        xml.text("ResourceType", GroupTagList.resourceType)
        xml.text("Key", key)
        xml.text("Value", value)
        xml.boolean("PropagateAtLaunch", isPropagated)
    }
}

/// The `Tags` of a call.
enum GroupTagList {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = Set(
        ["ResourceId", "ResourceType", "Key", "Value", "PropagateAtLaunch"].map { "Tags.N.\($0)" }
    )
    static let resourceType = "auto-scaling-group"

    /// The tags of a call, each with the group that it is for.
    ///
    /// - Parameter groupName: the group of a call that makes one, whose name the tags needn't repeat.
    static func tags(
        _ parameters: Parameters,
        of groupName: String? = nil
    ) throws(ServiceError) -> [(groupName: String, tag: GroupTag)] {
        var tags: [(groupName: String, tag: GroupTag)] = []
        for member in parameters.structures("Tags") {
            let type = member.optional("ResourceType") ?? resourceType
            guard type == resourceType else {
                throw .scalingValidation("Invalid resource type: \(type). It must be \(resourceType).")
            }
            let named = member.optional("ResourceId")
            guard let name = groupName ?? named else {
                throw .missingParameter("Tags.member.ResourceId")
            }
            let tag = GroupTag(
                key: try member.required("Key"),
                value: member.text("Value") ?? "",
                isPropagated: try member.boolean("PropagateAtLaunch") ?? false
            )
            do throws(ServiceError) { try TagRules.check(tag.tag) } catch {
                throw error.coded("ValidationError")
            }
            tags.append((name, tag))
        }
        return tags
    }
}

extension [GroupTag] {
    private static var maximumCount: Int { 50 }

    /// Adds tags, or overwrites those with the same keys.
    mutating func set(_ more: [GroupTag]) throws(ServiceError) {
        var merged = Dictionary(map { ($0.key, $0) }) { $1 }
        for tag in more { merged[tag.key] = tag }
        guard merged.count <= Self.maximumCount else {
            throw .scalingLimitExceeded("A group takes \(Self.maximumCount) tags at most.")
        }
        self = merged.values.sorted { $0.key < $1.key }
    }
}
