import Foundation
import InProcess
import PropertySuite
import Subjects
import Testing

@Suite struct DeviationTests {
  @Test func `Every listed deviation is one: without the list, the Model differs at just that step`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Vectors").path
    let files = ["machine-cc128.jsonl", "machine-cc128-extra.jsonl"]
    let vectors = try files.flatMap { try MachineVector.read(file: folder + "/" + $0) }
    for deviation in Deviation.all {
      let vector = try #require(vectors.first { $0.name == deviation.sequence })
      var model = ModelMachineSubject()
      let report = try VectorCheck.check([vector], deviations: [], on: &model)
      #expect(report.mismatches.first?.question.contains("step \(deviation.step + 1),") == true, "\(deviation)")
    }
  }
}
