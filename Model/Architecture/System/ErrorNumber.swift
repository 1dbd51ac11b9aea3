/// The values of `errno` that this project's system calls return, numbered as on FreeBSD.
///
/// Source: POSIX.1-2024 `<errno.h>` for the meanings; FreeBSD `sys/errno.h` for the numbers.
public enum ErrorNumber: Int32, CaseIterable, Codable, Hashable, Sendable, Error {
  case notPermitted = 1  // EPERM
  case noSuchFile = 2  // ENOENT
  case noSuchProcess = 3  // ESRCH
  case interrupted = 4  // EINTR
  case inputOutput = 5  // EIO
  case noSuchDeviceOrAddress = 6  // ENXIO
  case argumentListTooLong = 7  // E2BIG
  case badExecutable = 8  // ENOEXEC
  case badFileDescriptor = 9  // EBADF
  case noChildProcesses = 10  // ECHILD
  case deadlock = 11  // EDEADLK
  case noMemory = 12  // ENOMEM
  case accessDenied = 13  // EACCES
  case badAddress = 14  // EFAULT
  case busy = 16  // EBUSY
  case fileExists = 17  // EEXIST
  case noDevice = 19  // ENODEV
  case notADirectory = 20  // ENOTDIR
  case isADirectory = 21  // EISDIR
  case invalidArgument = 22  // EINVAL
  case tooManyFilesInSystem = 23  // ENFILE
  case tooManyFiles = 24  // EMFILE
  case fileTooLarge = 27  // EFBIG
  case noSpace = 28  // ENOSPC
  case illegalSeek = 29  // ESPIPE
  case brokenPipe = 32  // EPIPE
  case resultTooLarge = 34  // ERANGE
  case tryAgain = 35  // EAGAIN
  case messageTooLong = 40  // EMSGSIZE
  case timedOut = 60  // ETIMEDOUT
  case nameTooLong = 63  // ENAMETOOLONG
  case noSystemCall = 78  // ENOSYS
  case overflow = 84  // EOVERFLOW
}
