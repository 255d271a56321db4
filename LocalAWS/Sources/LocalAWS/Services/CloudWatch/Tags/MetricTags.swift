/// The tags of alarms.
enum MetricTags {
    /// The `Tags` of a call.
    static func read(_ parameters: Parameters) throws(ServiceError) -> TagList {
        var tags = TagList()
        for member in parameters.structures("Tags") {
            let key = try member.required("Key")
            guard let value = member.text("Value") else { throw .missingParameter(member.fullName("Value")) }
            guard key.unicodeScalars.count <= 128, value.unicodeScalars.count <= 256, !key.hasPrefix("aws:")
            else {
                throw member.invalid(key, "Key")
            }
            tags.set(Tag(key: key, value: value))
        }
        try checkCount(tags)
        return tags
    }

    static func checkCount(_ tags: TagList) throws(ServiceError) {
        guard tags.count <= TagList.maximumCount else {
            throw .invalidMetricParameter("A resource has \(TagList.maximumCount) tags at most.")
        }
    }

    /// The name of the alarm that a call's `ResourceARN` is of.
    static func alarmName(_ parameters: Parameters) throws(ServiceError) -> String {
        let text = try parameters.required("ResourceARN")
        guard let arn = ARN(text), arn.service == "cloudwatch", arn.resource.hasPrefix("alarm:") else {
            throw parameters.invalid(text, "ResourceARN")
        }
        return String(arn.resource.dropFirst("alarm:".count))
    }
}

extension CloudWatchState {
    /// The alarm of that name, for the actions on tags.
    func taggedAlarm(_ name: String) throws(ServiceError) -> MetricAlarm {
        guard let alarm = alarms[name] else {
            throw ServiceError("ResourceNotFoundException", "Unknown alarm \(name)", status: 404)
        }
        return alarm
    }
}
