/// An instance that Auto Scaling has launched into a group.
package struct Launch: Sendable, Equatable {
    /// The instance; checked to be `i-` and 8 or 17 hexadecimal digits.
    package let instanceID: InstanceID
    /// The group's name, when the message has one.
    package let groupName: String?
    /// The scaling activity; the same in every copy and redelivery of the notification.
    package let activityID: String?

    /// A launch of that instance.
    package init(instanceID: InstanceID, groupName: String?, activityID: String?) {
        self.instanceID = instanceID
        self.groupName = groupName
        self.activityID = activityID
    }
}

/// An instance's identifier of the only forms that EC2 gives out: `i-` and 8 or 17 lower-case hexadecimal digits.
///
/// Whatever reaches EC2 has passed this check: a filter with an empty value would list every volume of the account.
package struct InstanceID: Sendable, Hashable, CustomStringConvertible {
    /// The identifier as text.
    package let text: String

    /// Nil when the text isn't of that form.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst(2)
        guard text.hasPrefix("i-"), digits.count == 8 || digits.count == 17, digits.allSatisfy(Self.isDigit)
        else { return nil }
        self.text = text
    }

    /// The identifier.
    package var description: String { text }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
