import Foundation

extension Terminal {
  /// What every program does first, so that nothing depends on how its standard streams were left
  /// to it.
  package static func secureStandardStreams() {
    // Without this, writing to a pipe that nobody reads any more would end the program without a
    // word and before it could tidy up.
    signal(SIGPIPE, SIG_IGN)
    // The number of a closed stream goes to the next file or socket that is opened, and what is
    // meant for people would be written into that. For reading only, so that writing still fails.
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
