package dev.rollcall.ingress;

import dev.rollcall.testkit.WallsAroundCore;

class WallsTest implements WallsAroundCore {
  @Override
  public String root() {
    return "dev.rollcall.ingress";
  }

  @Override
  public String[] webLeaves() {
    return new String[] {"..http..", "..scimweb.."};
  }
}
