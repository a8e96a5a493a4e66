package dev.rollcall.schemas.event;

import java.util.List;

/// Which part of a bulk request a record is. Parts follow each other in the log: each is recorded
/// when the one before it is decided. No operation refers to one of another part.
///
/// @param first the request id of the first part
/// @param number of this part, from 1
/// @param of how many parts there are, if none of them is the last one because of `failOnErrors`
/// @param from the place of its first operation in the whole request, from 0
/// @param refusedBefore how many operations of the parts before it were refused
/// @param content what the whole request asks for: the same for all its parts and repeats, however
///   they are cut
/// @param repeats the first request ids of equal requests whose answers were perhaps not delivered,
///   in the order of the log
public record BulkPart(
    RequestId first,
    int number,
    int of,
    int from,
    int refusedBefore,
    String content,
    List<RequestId> repeats) {
  public BulkPart {
    repeats = List.copyOf(repeats);
  }

  /// The request id of a part.
  public static RequestId id(RequestId first, int number) {
    return number == 1 ? first : new RequestId(first.value() + "." + number);
  }
}
