import Foundation
import Platform
import Testing

@testable import AWSClient

@Suite struct `A Query form` {
    private func form(of service: AWSService = .ec2, _ content: (inout QueryParameters) -> Void) -> String {
        var form = QueryParameters(service: service, action: "A")
        content(&form)
        return String(decoding: form.body, as: UTF8.self)
    }

    @Test func `begins with the action and the service's version`() {
        #expect(form { _ in } == "Action=A&Version=2016-11-15")
        #expect(form(of: .autoScaling) { _ in } == "Action=A&Version=2011-01-01")
        #expect(form(of: .sts) { _ in } == "Action=A&Version=2011-06-15")
    }

    @Test func `has texts, numbers, booleans and moments, and leaves out what is nil`() {
        let text = form { form in
            form.set("Text", "a")
            form.set("Empty", "")
            form.set("Nothing", nil as String?)
            form.set("Number", 500)
            form.set("Yes", true)
            form.set("No", false)
            form.set("Moment", Timestamp(millisecondsSinceEpoch: 1_768_478_401_512))
        }
        #expect(
            text
                == "Action=A&Version=2016-11-15&Text=a&Empty=&Number=500&Yes=true&No=false"
                + "&Moment=2026-01-15T12%3A00%3A01.512Z"
        )
    }

    @Test func `numbers lists from 1, in EC2's way and in that of the others`() {
        let content: (inout QueryParameters) -> Void = { form in
            form.list("Id", ["x", "y"])
            form.structure("Outer") { form in
                form.set("Plain", 1)
                form.list("Filter", [("n", ["1", "2"]), ("m", ["3"])]) { form, filter in
                    form.set("Name", filter.0)
                    form.list("Value", filter.1)
                }
            }
            form.set("After", "z")
        }
        #expect(
            form(content)
                == "Action=A&Version=2016-11-15&Id.1=x&Id.2=y&Outer.Plain=1&Outer.Filter.1.Name=n"
                + "&Outer.Filter.1.Value.1=1&Outer.Filter.1.Value.2=2&Outer.Filter.2.Name=m"
                + "&Outer.Filter.2.Value.1=3&After=z"
        )
        #expect(
            form(of: .sts, content)
                == "Action=A&Version=2011-06-15&Id.member.1=x&Id.member.2=y&Outer.Plain=1"
                + "&Outer.Filter.member.1.Name=n&Outer.Filter.member.1.Value.member.1=1"
                + "&Outer.Filter.member.1.Value.member.2=2&Outer.Filter.member.2.Name=m"
                + "&Outer.Filter.member.2.Value.member.1=3&After=z"
        )
    }

    @Test func `leaves an empty list out for EC2 and sends it empty to the others`() {
        let content: (inout QueryParameters) -> Void = { form in
            form.list("Id", [])
            form.list("Tag", [] as [Tag]) { _, _ in }
        }
        #expect(form(content) == "Action=A&Version=2016-11-15")
        #expect(form(of: .autoScaling, content) == "Action=A&Version=2011-01-01&Id=&Tag=")
    }

    @Test(arguments: [
        ("AZaz09-_.~", "AZaz09-_.~"),
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("(a/b)*'!&=?#%\"<>", "%28a%2Fb%29%2A%27%21%26%3D%3F%23%25%22%3C%3E"),
        ("ü", "%C3%BC"),
        ("😀", "%F0%9F%98%80"),
        ("e\u{301}", "e%CC%81"),
        ("\u{0}\n\u{7F}", "%00%0A%7F"),
    ])
    func `is percent-encoded as RFC 3986 has it`(text: String, encoded: String) {
        #expect(form { $0.set("V", text) } == "Action=A&Version=2016-11-15&V=\(encoded)")
    }

    @Test func `is percent-encoded as Foundation does it, for every scalar up to U+2FFF and thousands above`()
    {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
        let scalars =
            (0..<0x3000).compactMap(Unicode.Scalar.init)
            + (0x3000..<0x110000).compactMap {
                $0 % 197 == 0 ? Unicode.Scalar($0) : nil
            }
        for scalar in scalars {
            let text = String(scalar)
            var bytes: [UInt8] = []
            bytes.appendPercentEncoded(text)
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == text.addingPercentEncoding(withAllowedCharacters: unreserved)
            )
        }
    }
}
