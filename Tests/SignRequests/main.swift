// Signs and verifies requests given as JSON, one a line, and answers with one line of JSON each.
//
//     sign-requests < requests.jsonl > answers.jsonl
//     sign-requests --bench 100000
//
// `Job` and `Answer` say what the lines look like.

import Foundation

let usage = "usage: sign-requests [--bench COUNT]"
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case (nil, _):
    answerLines()
case ("--bench", 2):
    guard let count = arguments.last.flatMap({ Int($0) }), count > 0 else { exit(with: usage) }
    try printBenchmark(count: count)
default:
    exit(with: usage)
}

func exit(with message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
}

func answerLines() {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let desk = Desk()
    while let line = readLine() {
        do {
            let answer = try desk.answer(to: decoder.decode(Job.self, from: Data(line.utf8)))
            FileHandle.standardOutput.write(try encoder.encode(answer) + Data("\n".utf8))
        } catch {
            exit(with: "\(error) in: \(line)")
        }
    }
}
