package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.delivery.core.Failure;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/// Binds a failure to the columns that a key and a lane have in common.
final class FailureBinding {
  private FailureBinding() {}

  static GenericExecuteSpec bind(GenericExecuteSpec spec, Failure failure) {
    GenericExecuteSpec bound =
        spec.bind("class", failure.kind().logicalName()).bind("text", failure.text());
    Integer status = failure.status();
    return status == null ? bound.bindNull("status", Integer.class) : bound.bind("status", status);
  }
}
