#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Says which case was under way when the process crashes or hangs, where no error can be thrown
/// any more. It listens to the signals that end a process from its making to `end()`.
struct CrashNote {
  /// No case takes longer, unless it hangs.
  private static let secondsPerCase: UInt32 = 60

  private static let fatalSignals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE]

  private let previous = Self.fatalSignals.map { number in
    signal(number) { number in
      CrashNote.speak()
      // The instruction that failed is run once more, now with the usual end.
      signal(number, SIG_DFL)
    }
  }
  private let previousAlarm = signal(SIGALRM) { _ in
    CrashNote.speak()
    signal(SIGABRT, SIG_DFL)
    abort()
  }

  /// Gives the signals back to whom they belonged.
  func end() {
    alarm(0)
    signal(SIGALRM, previousAlarm)
    for (number, handler) in zip(Self.fatalSignals, previous) { signal(number, handler) }
  }

  /// Notes what is to be said, and gives the next case its time.
  func prepare(_ words: String) {
    Self.length = 0
    for byte in "\n\(words)\n".utf8.prefix(Self.room.count) {
      Self.room[Self.length] = byte
      Self.length += 1
    }
    alarm(Self.secondsPerCase)
  }

  fileprivate static func speak() {
    _ = write(STDERR_FILENO, room.baseAddress, length)
  }

  // Unsafe, since a handler of signals can neither take a lock nor allocate: it reads what the
  // interrupted thread wrote before the case began.
  nonisolated(unsafe) private static let room =
    UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 512)
  nonisolated(unsafe) private static var length = 0
}
