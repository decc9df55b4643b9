import MemoriesKit
import Terminal
import XCTest

@testable import memories

final class MemoriesExitCodeTests: XCTestCase {
  func testEveryKindOfErrorHasItsCode() {
    let codes: [(MemoriesError.Kind, Int32)] = [
      (.notConfigured, 78), (.invalidRequest, 65), (.unauthorized, 77), (.forbidden, 77),
      (.insufficientBalance, 79), (.rateLimited, 75), (.busy, 75), (.notFound, 80), (.refused, 1),
      (.unexpectedAnswer, 76), (.transport, 69), (.untrustedServer, 69), (.intercepted, 69),
      (.timedOut, 69), (.tooLarge, 76),
      (.unexpectedSize, 76), (.waitExpired, 124), (.processingFailed, 1), (.cancelled, 130),
    ]
    for (kind, code) in codes {
      XCTAssertEqual(ExitCode(kind, files: .cannotWrite).rawValue, code, "\(kind)")
    }
  }

  func testFilesAreReadByMostCommandsAndWrittenByDownloads() {
    XCTAssertEqual(ExitCode(.fileSystem, files: UploadCommand.fileFailure).rawValue, 66)
    XCTAssertEqual(ExitCode(.fileSystem, files: DownloadCommand.fileFailure).rawValue, 73)
  }

  func testEverySignalHasTheCodeThatAShellShows() {
    for signal in EndingSignal.allCases {
      let failure = Failure(Interrupted(signal: signal, cause: CancellationError()))
      XCTAssertEqual(failure.exitCode.rawValue, 128 + signal.number)
      XCTAssertEqual(failure.report.kind, "interrupted")
    }
  }

  func testOtherErrorsHaveTheirCodes() {
    XCTAssertEqual(Failure(UsageError("x")).exitCode.rawValue, 64)
    XCTAssertEqual(Failure(CancellationError()).exitCode.rawValue, 130)
    XCTAssertEqual(Failure(CancellationError()).report.outcome, .notSent)
    XCTAssertEqual(Failure(ExitCodeTestError()).exitCode.rawValue, 1)
  }
}

private struct ExitCodeTestError: Error {}
