/// The values of `errno` that this project's system calls return, numbered as on FreeBSD.
///
/// Source: POSIX.1-2024 `<errno.h>` for the meanings; FreeBSD `sys/errno.h` for the numbers.
public enum ErrorNumber: Int32, CaseIterable, Codable, Hashable, Sendable, Error {
  case notPermitted = 1
  case noSuchFile = 2
  case noSuchProcess = 3
  case interrupted = 4
  case inputOutput = 5
  case noSuchDeviceOrAddress = 6
  case argumentListTooLong = 7
  case badExecutable = 8
  case badFileDescriptor = 9
  case noChildProcesses = 10
  case deadlock = 11
  case noMemory = 12
  case accessDenied = 13
  case badAddress = 14
  case busy = 16
  case fileExists = 17
  case noDevice = 19
  case notADirectory = 20
  case isADirectory = 21
  case invalidArgument = 22
  case tooManyFilesInSystem = 23
  case tooManyFiles = 24
  case fileTooLarge = 27
  case noSpace = 28
  case illegalSeek = 29
  case brokenPipe = 32
  case resultTooLarge = 34
  case tryAgain = 35
  case messageTooLong = 40
  case timedOut = 60
  case nameTooLong = 63
  case noSystemCall = 78
  case overflow = 84
}

extension ErrorNumber: CustomStringConvertible {
  /// The name in `<errno.h>`: `ENOMEM`.
  public var description: String {
    switch self {
    case .notPermitted: "EPERM"
    case .noSuchFile: "ENOENT"
    case .noSuchProcess: "ESRCH"
    case .interrupted: "EINTR"
    case .inputOutput: "EIO"
    case .noSuchDeviceOrAddress: "ENXIO"
    case .argumentListTooLong: "E2BIG"
    case .badExecutable: "ENOEXEC"
    case .badFileDescriptor: "EBADF"
    case .noChildProcesses: "ECHILD"
    case .deadlock: "EDEADLK"
    case .noMemory: "ENOMEM"
    case .accessDenied: "EACCES"
    case .badAddress: "EFAULT"
    case .busy: "EBUSY"
    case .fileExists: "EEXIST"
    case .noDevice: "ENODEV"
    case .notADirectory: "ENOTDIR"
    case .isADirectory: "EISDIR"
    case .invalidArgument: "EINVAL"
    case .tooManyFilesInSystem: "ENFILE"
    case .tooManyFiles: "EMFILE"
    case .fileTooLarge: "EFBIG"
    case .noSpace: "ENOSPC"
    case .illegalSeek: "ESPIPE"
    case .brokenPipe: "EPIPE"
    case .resultTooLarge: "ERANGE"
    case .tryAgain: "EAGAIN"
    case .messageTooLong: "EMSGSIZE"
    case .timedOut: "ETIMEDOUT"
    case .nameTooLong: "ENAMETOOLONG"
    case .noSystemCall: "ENOSYS"
    case .overflow: "EOVERFLOW"
    }
  }
}
