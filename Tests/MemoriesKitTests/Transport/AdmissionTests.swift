import XCTest

@testable import MemoriesKit

final class AdmissionTests: XCTestCase {
  func testLetsSoManyInAndTheOthersInTheirOrder() {
    let admission = Admission(limit: 2)
    let begun = Locked<[Int]>([])
    for number in 0..<5 {
      admission.enter { begun.withLock { $0.append(number) } }
    }
    XCTAssertEqual(begun.withLock { $0 }, [0, 1])
    admission.leave()
    XCTAssertEqual(begun.withLock { $0 }, [0, 1, 2])
    admission.leave()
    admission.leave()
    XCTAssertEqual(begun.withLock { $0 }, [0, 1, 2, 3, 4])
    for _ in 0..<2 { admission.leave() }
    admission.enter { begun.withLock { $0.append(5) } }
    XCTAssertEqual(begun.withLock { $0 }.last, 5)
  }
}
