import JSON
import Testing

@Suite struct `A JSON value` {
    let event: JSON = ["Records": [["Sns": ["Message": "{}", "n": 2]]], "ok": true, "half": 0.5]

    @Test func `is reached into by name and index`() {
        #expect(event["Records"]?[0]?["Sns"]?["Message"]?.stringValue == "{}")
        #expect(event["Records"]?[0]?["Sns"]?["n"]?.integerValue == 2)
        #expect(event["ok"]?.boolValue == true)
        #expect(event["Records"]?.arrayValue?.count == 1)
        #expect(event["half"] == .real(0.5))
    }

    @Test func `answers nil to a question that does not fit`() {
        #expect(event[0] == nil)
        #expect(event["Records"]?["Sns"] == nil)
        #expect(event["Records"]?[1] == nil)
        #expect(event["Records"]?[-1] == nil)
        #expect(event["ok"]?.stringValue == nil)
        #expect(event["half"]?.integerValue == nil)
        #expect(event.arrayValue == nil)
    }

    @Test func `is an object whose members can be set and removed`() {
        var object: JSONObject = ["a": 1, "b": 2, "a": 3]
        object["b"] = nil
        object["c"] = .null
        object["missing"] = nil
        #expect(JSON.object(object).text == #"{"a":3,"c":null}"#)
    }

    @Test func `equals another whose members stand in another order`() {
        #expect(["a": 1, "b": 2] as JSON == ["b": 2, "a": 1])
        #expect(["a": 1, "b": 2] as JSON != ["b": 2, "c": 1])
        #expect(["a": 1] as JSON != ["a": 1, "b": 2])
    }
}
