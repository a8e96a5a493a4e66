package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.delivery.core.Failure;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/// Binds what a target said when it asked for a pause to the columns of its lane.
final class PauseBinding {
  private PauseBinding() {}

  /// Also how long the target asked for, which may be longer than is kept to.
  ///
  /// @param outlasting whether it is longer than any wait of the schedule of retries
  static GenericExecuteSpec bind(GenericExecuteSpec spec, Failure failure, boolean outlasting) {
    GenericExecuteSpec bound = spec.bind("text", failure.text()).bind("outlasting", outlasting);
    bound =
        failure.retryAfter() == null
            ? bound.bindNull("asked", Double.class)
            : bound.bind("asked", (double) failure.retryAfter().toMillis());
    Integer status = failure.status();
    return status == null ? bound.bindNull("status", Integer.class) : bound.bind("status", status);
  }
}
