import Foundation
import HTTPTypes
import Platform
import SigV4

/// Signs a request as it is sent to EC2, again and again with one key, and prints nanoseconds of processor time per
/// signature. (Processor time, because other programs on the machine hardly change it.)
func printBenchmark(count: Int) throws {
    let body = Array(
        ("Action=DescribeVolumes&Version=2016-11-15&Filter.1.Name=attachment.instance-id"
            + "&Filter.1.Value.1=i-0123456789abcdef0&MaxResults=500").utf8
    )
    var request = HTTPRequest(
        method: .post,
        scheme: "https",
        authority: "ec2.us-east-1.amazonaws.com",
        path: "/"
    )
    request.headerFields[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
    let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: String(repeating: "SESSIONTOKENEXAMPLE/", count: 40)
    )
    let signer = Signer(service: "ec2", region: "us-east-1")
    let time = Timestamp(secondsSinceEpoch: 1_768_478_400)

    func signAll(_ count: Int) throws -> Int {
        var length = 0
        for _ in 0..<count {
            let signed = try signer.sign(request, payload: .bytes(body), credentials: credentials, at: time)
            length += signed.headerFields.count
        }
        return length
    }

    // Libraries and caches warm up first; the result is used so that nothing is optimised away.
    var used = try signAll(count / 10 + 1)
    let start = processorNanoseconds()
    used += try signAll(count)
    let elapsed = processorNanoseconds() - start
    precondition(used > 0)
    print(elapsed / count)
}

private func processorNanoseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
