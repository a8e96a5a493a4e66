package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import java.util.List;

/// A change of a group's members, such that none of the present ones must be read to apply it,
/// [RemoveMatching] with a filter on more than ids excepted.
public sealed interface MemberOperation {

  /// Adds those of the members that are not there yet.
  record Add(List<MemberRef> members) implements MemberOperation {
    public Add {
      members = List.copyOf(members);
    }
  }

  /// Removes those of the members that are there.
  record Remove(List<String> ids) implements MemberOperation {
    public Remove {
      ids = List.copyOf(ids);
    }
  }

  /// Removes the members that satisfy a value filter; its paths are relative to a member.
  record RemoveMatching(Filter filter) implements MemberOperation {}

  /// Removes every member.
  record RemoveAll() implements MemberOperation {}

  /// Makes these the members, and no others.
  record ReplaceAll(List<MemberRef> members) implements MemberOperation {
    public ReplaceAll {
      members = List.copyOf(members);
    }
  }
}
