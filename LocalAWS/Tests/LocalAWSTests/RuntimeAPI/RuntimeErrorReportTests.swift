import Foundation
import Testing

@testable import LocalAWS

@Suite struct `An error report` {
    @Test(arguments: [
        ("Function.SnapshotFailed", "Function.SnapshotFailed"),
        ("Runtime.BadEvent", "Runtime.BadEvent"),
        ("My Function.Failed_2", "My Function.Failed_2"),
        ("Function.failed", "Function.Unknown"),
        ("Function.", "Function.Unknown"),
        ("Unhandled", "Runtime.Unknown"),
        ("Runtime.x", "Runtime.Unknown"),
        ("", "Runtime.Unknown"),
    ])
    func `keeps an error type that has a category and a reason`(value: String, kept: String) {
        #expect(RuntimeErrorReport.acceptedErrorType(value) == kept)
    }

    @Test func `keeps a cause that is small enough as it is`() {
        let cause = #"{"working_directory":"/var/task","exceptions":[],"paths":[]}"#
        #expect(XRayCause.cropped(cause) == cause)
    }

    @Test func `crops the stacks of a large cause, then its messages`() throws {
        let frame = #"{"path":"a","line":1,"label":"b"}"#
        let stack = Array(repeating: frame, count: 4_000).joined(separator: ",")
        let deep = #"{"exceptions":[{"type":"T","message":"kept","stack":[\#(stack)]}],"paths":["p"]}"#
        let cropped = try #require(XRayCause.cropped(deep))
        #expect(cropped.contains("kept"))
        #expect(!cropped.contains("label"))

        let wordy = #"{"exceptions":[{"message":"\#(String(repeating: "m", count: 100_000))","stack":[]}]}"#
        let short = try #require(XRayCause.cropped(wordy))
        #expect(short.utf8.count < 1_000)
        #expect(short.contains("mmm"))
    }

    @Test func `drops a cause that is no object, or too large whatever is cropped`() {
        #expect(XRayCause.cropped("[]") == nil)
        #expect(XRayCause.cropped("{") == nil)
        #expect(XRayCause.cropped(#"{"x":"\#(String(repeating: "m", count: 70_000))"}"#) == nil)
    }
}
