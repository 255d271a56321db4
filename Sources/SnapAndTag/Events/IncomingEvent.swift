package import JSON

/// The messages that one invocation brings, taken out of their envelopes.
///
/// An envelope is known by its structure: records of SNS or of SQS, or none, when EventBridge or a lifecycle hook
/// invokes the function itself.
package struct IncomingEvent: Sendable, Equatable {
    /// One message.
    package struct Message: Sendable, Equatable {
        /// The record's SQS `messageId`, by which a batch reports the failed ones; nil for what isn't of SQS.
        package let sqsMessageID: String?
        /// What the message means.
        package let meaning: Meaning
    }

    /// The messages in the order of their records.
    package let messages: [Message]

    /// Takes the event's messages out of their envelopes. Never fails: what can't be understood becomes a message
    /// that means nothing, and says why.
    package init(_ event: JSON) {
        guard let records = event["Records"]?.arrayValue else {
            messages = [Message(sqsMessageID: nil, meaning: Meaning(document: event))]
            return
        }
        messages = records.map(Message.init(record:))
    }
}

extension IncomingEvent.Message {
    fileprivate init(record: JSON) {
        if record["EventSource"]?.stringValue == "aws:sns" {
            self.init(sqsMessageID: nil, meaning: Meaning(text: record["Sns"]?["Message"]?.stringValue))
        } else if record["eventSource"]?.stringValue == "aws:sqs" {
            self.init(
                sqsMessageID: record["messageId"]?.stringValue,
                meaning: Meaning(sqsBody: record["body"]?.stringValue)
            )
        } else {
            self.init(sqsMessageID: nil, meaning: .nothing(reason: "its record is neither of SNS nor of SQS"))
        }
    }
}

extension Meaning {
    /// What the text of an SNS message means; the document that it should be may be padded.
    fileprivate init(text: String?) {
        self =
            text == ""
            ? .nothing(reason: "its message is empty") : Self.meaning("message", text, Meaning.init)
    }

    /// What the body of an SQS message means: an SNS envelope, or with raw delivery the document itself.
    fileprivate init(sqsBody text: String?) {
        self = Self.meaning("body", text) { body in
            if body["Type"]?.stringValue == "Notification", let message = body["Message"]?.stringValue {
                Meaning(text: message)
            } else {
                Meaning(document: body)
            }
        }
    }

    private static func meaning(_ name: String, _ text: String?, _ meaning: (JSON) -> Meaning) -> Meaning {
        guard let text else { return .nothing(reason: "its record has no \(name)") }
        do throws(JSONError) {
            return meaning(try JSON.parse(text, skippingByteOrderMark: true, mending: true))
        } catch {
            return UnreadableMessage(text).meaning(name, error)
        }
    }
}
