package dev.rollcall.ingress;

import dev.rollcall.testkit.Walls;

class WallsTest implements Walls {
  @Override
  public String root() {
    return "dev.rollcall.ingress";
  }

  @Override
  public String[] webLeaves() {
    return new String[] {"..http..", "..scimweb.."};
  }
}
