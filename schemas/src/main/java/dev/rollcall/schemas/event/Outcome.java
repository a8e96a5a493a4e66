package dev.rollcall.schemas.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a request was answered.
public sealed interface Outcome {

  /// The HTTP status of the answer.
  int status();

  /// The request was carried out.
  ///
  /// @param resource what it was about
  /// @param version the resource's version afterwards
  record Accepted(int status, ResourceRef resource, long version) implements Outcome {}

  /// The request was refused by a rule; nothing changed.
  ///
  /// @param scimType the SCIM detail error keyword (RFC 7644 table 9), or null
  /// @param detail one sentence for an administrator, without personal data of others
  record Refused(int status, @Nullable String scimType, String detail) implements Outcome {}

  /// The request could not be decided because of a defect of ours; nothing changed, an alarm rings.
  ///
  /// @param reason the class of the defect, without personal data
  record Quarantined(String reason) implements Outcome {
    @Override
    public int status() {
      return 500;
    }
  }

  /// The operations of a bulk request were decided, each on its own (RFC 7644 section 3.7).
  ///
  /// @param operations those that were reached, in the order of the request
  record Performed(List<PerformedOperation> operations) implements Outcome {
    public Performed {
      operations = List.copyOf(operations);
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /// How one operation of a bulk request was answered.
  ///
  /// @param index of the operation in the request, counted from 0
  /// @param method as the operation has it
  /// @param bulkId as the operation has it, or null
  /// @param outcome accepted or refused
  record PerformedOperation(int index, String method, @Nullable String bulkId, Outcome outcome) {}
}
