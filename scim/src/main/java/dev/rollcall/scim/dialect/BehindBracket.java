package dev.rollcall.scim.dialect;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import java.util.ArrayList;
import java.util.List;

/// A sub-attribute behind the bracket of a filter. The grammar has that in PATCH paths alone; Entra
/// looks users up so when they are matched by their work e-mail.
///
/// Wrong: `emails[type eq "work"].value eq "a@b.example"`
///
/// Right: `emails[type eq "work" and value eq "a@b.example"]`
///
/// Switch: [Leniency#filterBehindBracket].
public final class BehindBracket {

  private BehindBracket() {}

  /// Returns the filter between the brackets that says both.
  ///
  /// @param between what stands between them
  /// @param behind what follows them, its path relative to the element
  public static Filter join(Filter between, Filter behind) {
    var both = new ArrayList<Filter>();
    if (between instanceof And(List<Filter> filters)) {
      both.addAll(filters);
    } else {
      both.add(between);
    }
    both.add(behind);
    return new And(both);
  }
}
