private import CZlib

/// Deflate (RFC 1951) and CRC-32, by zlib.
enum Deflate {
    /// The bytes that a deflated stream stands for.
    ///
    /// - Parameter size: how many they are said to be; more are never made.
    static func inflated(_ packed: ArraySlice<UInt8>, size: Int) throws(ZipError) -> [UInt8] {
        // An empty entry has a stream too, which needs room to say that it ends.
        var plain = [UInt8](repeating: 0, count: max(size, 1))
        let isWhole = unsafe packed.withUnsafeBufferPointer { input in
            unsafe plain.withUnsafeMutableBufferPointer { output in
                unsafe inflate(input, into: output, expecting: size)
            }
        }
        guard isWhole else { throw .damaged("an entry's deflated bytes are none") }
        return Array(plain.prefix(size))
    }

    private static func inflate(
        _ input: UnsafeBufferPointer<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>,
        expecting size: Int
    ) -> Bool {
        var stream = unsafe z_stream()
        guard unsafe local_aws_inflate_init(&stream) == Z_OK else { return false }
        defer { unsafe inflateEnd(&stream) }
        unsafe stream.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(clamping: input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(clamping: output.count)
        let status = unsafe CZlib.inflate(&stream, Z_FINISH)
        return unsafe status == Z_STREAM_END && stream.total_out == UInt(size)
    }

    /// The CRC-32 of bytes.
    static func checksum(of bytes: [UInt8]) -> UInt32 {
        let checksum = unsafe bytes.withUnsafeBufferPointer { unsafe crc32_z(0, $0.baseAddress, $0.count) }
        return UInt32(truncatingIfNeeded: checksum)
    }
}
