package dev.rollcall.schemas.event;

import java.util.Map;
import java.util.Set;

/// Which part of a bulk request a record is. Parts follow each other in the log: each is recorded
/// when the one before it is decided, and says how that went as far as it depends on it.
///
/// @param first the request id of the first part
/// @param number of this part, from 1
/// @param of how many parts there are, if none of them is the last one because of `failOnErrors`
/// @param from the place of its first operation in the whole request, from 0
/// @param refusedBefore how many operations of the parts before it were refused
/// @param earlier the resources that operations of parts before it made, by `bulkId`; those to
///   which its operations refer
/// @param failed the `bulkId`s of operations of parts before it that made nothing; those to which
///   its operations refer
public record BulkPart(
    RequestId first,
    int number,
    int of,
    int from,
    int refusedBefore,
    Map<String, ResourceId> earlier,
    Set<String> failed) {
  public BulkPart {
    earlier = Map.copyOf(earlier);
    failed = Set.copyOf(failed);
  }

  /// The request id of a part.
  public static RequestId id(RequestId first, int number) {
    return number == 1 ? first : new RequestId(first.value() + "." + number);
  }
}
