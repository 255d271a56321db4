// Does one piece of the function's work again and again, so that its instructions can be counted:
//
//     workloads NAME COUNT [FILE]
//
// What start-up costs falls out of the difference between two counts.

import Glibc
import Platform

let usage = "usage: workloads sign COUNT | workloads (xml | event) COUNT FILE"
let arguments = Array(CommandLine.arguments.dropFirst())

func exit(with message: String) -> Never {
    LineWriter.standardError.write(message)
    exit(EX_USAGE)
}

guard let name = arguments.first, arguments.count >= 2, let count = Int(arguments[1]), count > 0 else {
    exit(with: usage)
}
do {
    let input = arguments.count > 2 ? try readFile(arguments[2], limit: 16 * 1_024 * 1_024) : []
    let result =
        switch name {
        case "sign": try signRequests(count)
        case "xml": try decodeVolumes(count, of: input)
        case "event": try decodeEvents(count, of: input)
        default: exit(with: usage)
        }
    // What was computed is printed, so that nothing of it can be left out.
    LineWriter.standardOutput.write("\(result)")
} catch {
    exit(with: "workloads: \(error)")
}
