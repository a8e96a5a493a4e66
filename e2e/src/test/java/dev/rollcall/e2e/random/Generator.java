package dev.rollcall.e2e.random;

import dev.rollcall.e2e.random.Action.Bulk;
import dev.rollcall.e2e.random.Action.Create;
import dev.rollcall.e2e.random.Action.Delete;
import dev.rollcall.e2e.random.Action.Patch;
import dev.rollcall.e2e.random.Action.Read;
import dev.rollcall.e2e.random.Action.Replace;
import dev.rollcall.e2e.random.Action.Search;
import dev.rollcall.e2e.random.Action.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes sequences of requests that often meet each other: few names, few resources. A sequence is
/// settled before it is played, so that steps can be left out of it.
final class Generator {
  private final RandomGenerator random;
  private final Values values;
  private final List<String> users = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  Generator(RandomGenerator random) {
    this.random = random;
    this.values = new Values(random);
  }

  /// A request and the name of what it may create.
  record Step(String name, Action action) {
    @Override
    public String toString() {
      return name + " " + action;
    }
  }

  List<Step> sequence(int length) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < length; i++) {
      String name = "@" + i;
      steps.add(new Step(name, action(name, i < 4)));
    }
    return steps;
  }

  private Action action(String name, boolean early) {
    int dice = random.nextInt(100);
    if (early || dice < 18) {
      return created(name, values.oneIn(3));
    }
    if (dice < 66) {
      return change(values.oneIn(2));
    }
    if (dice < 78) {
      boolean group = values.oneIn(3);
      return new Read(group, id(group), values.version(3), values.selection(group));
    }
    return dice < 93 ? search() : bulk(name);
  }

  private Create created(String name, boolean group) {
    var create = new Create(draft(group));
    (group ? groups : users).add(name);
    return create;
  }

  private Write change(boolean group) {
    int dice = random.nextInt(10);
    if (dice < 2) {
      return new Replace(id(group), values.version(5), draft(group));
    }
    if (dice < 3) {
      return new Delete(group, id(group), values.version(6));
    }
    var changes = new ArrayList<Change>();
    int many = values.oneIn(3) ? 1 + random.nextInt(3) : 1;
    for (int i = 0; i < many; i++) {
      changes.add(group ? groupChange() : values.userChange(users));
    }
    String attributes = values.oneIn(5) ? (group ? "members" : "userName") : "";
    return new Patch(group, id(group), values.version(6), changes, attributes);
  }

  private Change groupChange() {
    int dice = random.nextInt(10);
    if (dice < 4) {
      return new Change.AddMembers(values.pick("add", "Add"), members());
    }
    if (dice < 7) {
      return new Change.RemoveMembers(members(), values.oneIn(2));
    }
    if (dice < 8) {
      return new Change.AddMembers("replace", members());
    }
    return values.groupTextChange();
  }

  private List<String> members() {
    var members = new ArrayList<String>();
    int many = random.nextInt(4);
    for (int i = 0; i < many; i++) {
      String id = id(values.oneIn(3));
      if (!members.contains(id)) {
        members.add(id);
      }
    }
    return members;
  }

  private Thing draft(boolean group) {
    Thing draft = values.draft(group, users);
    if (group && values.oneIn(2)) {
      draft.members.addAll(members());
    }
    return draft;
  }

  private String id(boolean group) {
    List<String> ids = group ? groups : users;
    return ids.isEmpty() || values.oneIn(25) ? "nobody" : ids.get(random.nextInt(ids.size()));
  }

  private Search search() {
    boolean group = values.oneIn(3);
    return new Search(
        group,
        values.oneIn(4) ? null : new Conditions(random, values).any(group, id(values.oneIn(3))),
        values.oneIn(2) ? "" : values.sortBy(group),
        values.oneIn(2),
        values.oneIn(2) ? null : Integer.valueOf(random.nextInt(6) - 1),
        values.oneIn(2) ? null : Integer.valueOf(random.nextInt(5) - 1),
        values.selection(group),
        values.oneIn(3));
  }

  private Bulk bulk(String name) {
    var operations = new ArrayList<Write>();
    int many = 1 + random.nextInt(5);
    for (int i = 0; i < many; i++) {
      operations.add(
          values.oneIn(2) ? created(name + "." + i, values.oneIn(3)) : change(values.oneIn(2)));
    }
    return new Bulk(values.oneIn(3) ? 1 + random.nextInt(2) : 0, operations);
  }
}
