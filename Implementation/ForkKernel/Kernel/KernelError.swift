/// Why a kernel cannot start a program.
public enum KernelError: Error, Hashable, CustomStringConvertible {
  /// The image has no pages, or more than its region holds.
  case imageDoesNotFit(pages: Int, regionPages: Int)
  /// No region can have this size.
  case regionSize(log2: UInt8, allowed: ClosedRange<UInt8>)
  /// A pointer of the image lies outside the image or across a granule.
  case misplacedPointer(offset: UInt64)
  /// There are not enough frames.
  case tooFewFrames(needed: Int, available: Int)
  /// There is no region left.
  case noRegion
  /// There are as many processes as there may be.
  case tooManyProcesses
  /// No program of this name has been installed.
  case noSuchProgram(String)
  /// There are as many open files as there may be.
  case tooManyFiles

  /// The error, and what would help.
  public var description: String {
    switch self {
    case .imageDoesNotFit(let pages, let regionPages):
      "an image of \(pages) pages does not fit a region of \(regionPages); choose a larger region size"
    case .regionSize(let log2, let allowed):
      "a region of 2^\(log2) bytes is not possible; choose a size from 2^\(allowed.lowerBound) to 2^\(allowed.upperBound)"
    case .misplacedPointer(let offset):
      "the image's pointer at offset \(offset) does not lie on a granule of a mapped page"
    case .tooFewFrames(let needed, let available):
      "the image needs \(needed) frames and \(available) can be reserved; give the kernel more frames"
    case .noRegion: "every region is in use; give the kernel more regions"
    case .tooManyProcesses: "there are as many processes as the kernel's settings allow; raise the limit"
    case .noSuchProgram(let name): "no program \(name) has been installed"
    case .tooManyFiles: "there are as many open files as the kernel's settings allow; raise the limit"
    }
  }
}
