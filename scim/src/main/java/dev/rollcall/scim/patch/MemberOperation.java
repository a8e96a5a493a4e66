package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of a group's members, such that none of the present ones must be read to apply it,
/// those with a filter excepted that does not name the ids.
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

  /// Removes the members that satisfy a filter of [MemberFilter].
  record RemoveMatching(Filter filter) implements MemberOperation {}

  /// Says what the records of present members hold. A record is added and removed whole (RFC 7643
  /// section 8.7.1), so this changes nothing where it is true and is refused where it is not.
  ///
  /// @param filter of [MemberFilter], which members are meant; null for all of them
  /// @param parts sub-attributes by name; null for one that is to be cleared
  record Edit(@Nullable Filter filter, JsonObject parts) implements MemberOperation {}

  /// Removes every member.
  record RemoveAll() implements MemberOperation {}

  /// Makes these the members, and no others.
  record ReplaceAll(List<MemberRef> members) implements MemberOperation {
    public ReplaceAll {
      members = List.copyOf(members);
    }
  }
}
