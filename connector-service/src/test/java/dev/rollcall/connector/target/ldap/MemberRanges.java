package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts `member` into ranges where somebody asks for it alone, as Active Directory does with more
/// values than it shows at once (MS-ADTS section 3.1.1.3.1.3.3).
final class MemberRanges extends InMemoryOperationInterceptor {
  private static final Pattern ASKED = Pattern.compile("member(?:;range=(\\d+)-\\*)?");
  private static final String FROM = "from";

  private final IntSupplier most;

  MemberRanges(IntSupplier most) {
    this.most = most;
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
    List<String> names = request.getRequest().getAttributeList();
    Matcher asked = ASKED.matcher(names.isEmpty() ? "" : names.getFirst());
    if (names.size() == 1 && asked.matches()) {
      String from = asked.group(1);
      request.setProperty(FROM, from == null ? 0 : Integer.parseInt(from));
      SearchRequest whole = request.getRequest().duplicate();
      whole.setAttributes("member");
      request.setRequest(whole);
    }
  }

  @Override
  public void processSearchEntry(InMemoryInterceptedSearchEntry result) {
    Entry entry = Objects.requireNonNull(result.getSearchEntry());
    String[] all = entry.getAttributeValues("member");
    if (all == null || all.length <= most.getAsInt()) {
      return;
    }
    if (!(result.getProperty(FROM) instanceof Integer from)) {
      return;
    }
    int to = Math.min(from + most.getAsInt(), all.length);
    String name = "member;range=" + from + "-" + (to == all.length ? "*" : to - 1);
    result.setSearchEntry(
        new Entry(entry.getDN(), new Attribute(name, Arrays.copyOfRange(all, from, to))));
  }
}
