import AWSClient
import HTTPTypes
import JSON
import Platform
import SigV4
import SnapAndTag

/// Signs a CreateSnapshot as the function sends it, with its key in the cache.
///
/// - Returns: How many header fields there were in all.
func signRequests(_ count: Int) throws -> Int {
    let body = Array(
        ("Action=CreateSnapshot&Version=2016-11-15&VolumeId=vol-0aaaaaaaaaaaaaaa1"
            + "&Description=Autosnap-i-0123456789abcdef0-vol-0aaaaaaaaaaaaaaa1"
            + "&TagSpecification.1.ResourceType=snapshot&TagSpecification.1.Tag.1.Key=CreatedBy"
            + "&TagSpecification.1.Tag.1.Value=snap-and-tag").utf8
    )
    var request = HTTPRequest(
        method: .post,
        scheme: "https",
        authority: "ec2.eu-west-1.amazonaws.com",
        path: "/"
    )
    request.headerFields[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
    request.headerFields[.userAgent] = "snap-and-tag/0.1.0"
    let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: String(repeating: "SESSIONTOKENEXAMPLE/", count: 40)
    )
    let signer = Signer(service: "ec2", region: "eu-west-1")
    let time = Timestamp(secondsSinceEpoch: 1_768_478_400)
    var fields = 0
    for _ in 0..<count {
        fields += try signer.sign(request, payload: .bytes(body), credentials: credentials, at: time)
            .headerFields.count
    }
    return fields
}

/// Decodes an answer to DescribeVolumes.
///
/// - Returns: How many volumes there were in all.
func decodeVolumes(_ count: Int, of answer: [UInt8]) throws -> Int {
    var volumes = 0
    for _ in 0..<count {
        volumes += try XMLDocument.parse(answer).root.items(of: "volumeSet", Volume.init).count
    }
    return volumes
}

/// Decodes an event down to what its messages mean.
///
/// - Returns: How many messages there were in all.
func decodeEvents(_ count: Int, of event: [UInt8]) throws -> Int {
    var messages = 0
    for _ in 0..<count {
        messages += IncomingEvent(try JSON.parse(event)).messages.count
    }
    return messages
}
