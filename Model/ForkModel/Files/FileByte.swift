/// A byte on its way through a pipe or a file, in one view or the other.
///
/// Rule ``guarantee.bytesOnly.files``: Pipes and files carry bytes, and have no place for a tag.
protocol FileByte: Hashable, Sendable {
  /// The byte that was never written.
  static var zero: Self { get }
}

extension UInt8: FileByte {}

extension PosixByte: FileByte {
  static let zero = PosixByte.data(0)

  /// The byte when it has been written to a pipe or a file.
  ///
  /// Rule ``posix.write.pointerBytes``: Bytes of the metadata word of a pointer pass as they are. Those of its address
  /// word are undetermined from then on: nobody knows any more relative to what they were seen.
  var written: PosixByte {
    switch self {
    case .data, .undetermined: self
    case .fragment(let image, let index): index < 8 ? .undetermined : .data(image.byte(index, regionBase: 0))
    }
  }
}
