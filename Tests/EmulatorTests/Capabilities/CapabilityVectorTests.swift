import Architecture
import Emulator
import Foundation
import InProcess
import PropertySuite
import Subjects
import Testing

struct CapabilityVectorTests {
  @Test(arguments: FormatName.allCases)
  func `Packed capabilities answer what others answered`(format: FormatName) throws {
    switch format {
    case .cc128: try check(PackedCapabilitySubject<CC128>())
    case .cc128m: try check(PackedCapabilitySubject<CC128M>())
    case .rv64y: try check(PackedCapabilitySubject<RV64Y>())
    }
  }

  private func check(_ subject: some CapabilitySubject) throws {
    let files = VectorFileKind.files.compactMap { name, kind, rows in
      if case .capability(subject.format, let mask) = kind { (name, mask, rows) } else { nil }
    }
    let (name, mask, rows) = try #require(files.first)
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let vectors = try CapabilityVector.read(file: folder.appending(path: "../../Vectors/\(name)").path)
    let report = try VectorCheck.check(vectors, metadataMask: mask, on: subject)
    #expect(report.checked == rows)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(10))")
  }
}
