extension CloudWatch {
    /// Tags an alarm.
    struct TagResource: CloudWatchOperation {
        static let name = "TagResource"
        static let honours: Set<String> = ["ResourceARN", "Tags.N.Key", "Tags.N.Value"]
        static let mutates = true

        private let alarmName: String
        private let tags: TagList

        init(_ parameters: Parameters) throws(ServiceError) {
            alarmName = try MetricTags.alarmName(parameters)
            tags = try MetricTags.read(parameters)
        }

        func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
            [RequiredPermission(on: context.arn("cloudwatch", "alarm:\(alarmName)"))]
        }

        func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
            let merged = try state.taggedAlarm(alarmName).tags.merged(with: Array(tags))
            try MetricTags.checkCount(merged)
            state.updateAlarm(alarmName) { $0.tags = merged }
        }
    }

    /// Removes tags of an alarm.
    struct UntagResource: CloudWatchOperation {
        static let name = "UntagResource"
        static let honours: Set<String> = ["ResourceARN", "TagKeys.N"]
        static let mutates = true

        private let alarmName: String
        private let keys: [String]

        init(_ parameters: Parameters) throws(ServiceError) {
            alarmName = try MetricTags.alarmName(parameters)
            keys = parameters.list("TagKeys")
        }

        func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
            [RequiredPermission(on: context.arn("cloudwatch", "alarm:\(alarmName)"))]
        }

        func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
            _ = try state.taggedAlarm(alarmName)
            state.updateAlarm(alarmName) { $0.tags.remove { keys.contains($0.key) } }
        }
    }

    /// Shows the tags of an alarm.
    struct ListTagsForResource: CloudWatchOperation {
        static let name = "ListTagsForResource"
        static let honours: Set<String> = ["ResourceARN"]
        static let mutates = false

        private let alarmName: String

        init(_ parameters: Parameters) throws(ServiceError) {
            alarmName = try MetricTags.alarmName(parameters)
        }

        func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
            [RequiredPermission(on: context.arn("cloudwatch", "alarm:\(alarmName)"))]
        }

        func perform(
            on state: inout CloudWatchState,
            in context: inout ActionContext
        ) throws(ServiceError) -> TagList {
            try state.taggedAlarm(alarmName).tags
        }

        static func render(_ tags: TagList, to writer: inout OutputWriter) {
            writer.list("Tags", of: tags) { writer, tag in
                writer.text("Key", tag.key)
                writer.text("Value", tag.value)
            }
        }
    }
}
