package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Work;
import java.time.Instant;
import java.util.Optional;

/**
 * What the agent remembers of an operation.
 *
 * @param workHash tells whether a repeat of the token carries the same work
 * @param work only while the operation is not final, because it may hold secrets
 * @param execId the exec that was prepared for it, so that it can be found after a crash
 * @param at when the status became what it is
 */
record OperationRecord(
    String token,
    Fence fence,
    String workHash,
    Optional<Work> work,
    OperationStatus status,
    Optional<String> execId,
    Instant at) {

  static OperationRecord accepted(Operation operation, Instant at) {
    return new OperationRecord(
        operation.token(),
        operation.fence(),
        hash(operation.work()),
        Optional.of(operation.work()),
        OperationStatus.running(operation.token(), "accepted"),
        Optional.empty(),
        at);
  }

  OperationRecord finished(OperationStatus last, Instant when) {
    return new OperationRecord(
        token, fence, workHash, Optional.empty(), last, Optional.empty(), when);
  }

  OperationRecord withExec(String exec) {
    return new OperationRecord(token, fence, workHash, work, status, Optional.of(exec), at);
  }

  static String hash(Work work) {
    return DurableFile.digest(ProtocolJson.MAPPER.writeValueAsString(work));
  }
}
