package dev.rollcall.bench;

/// What the driver says of itself.
final class Usage {
  static final String TEXT =
      """
      usage: ./rollcall bench [WORKLOAD[=LOADS]...] --rollcall-json FILE | --url URL --token TOKEN  [OPTION VALUE]...
      workloads: post-users get filter patch add-member change-member change-100-members
        list-first list-last delivery   (all of them where none is named), and where they are named
        fairness, replay, throttled, redrive, deadtarget, postbeside, rebuild
      loads of its own: post-users=1,16,25/s are two closed-loop runs and an open-loop one
        --rollcall-json FILE  the file that `./rollcall up` writes
        --url, --token        the SCIM base URL and its token, instead of the file
        --concurrency LIST    closed-loop runs, requests under way at once (1,16,64; - for none)
        --rate LIST           open-loop runs, requests a second (25; - for none)
        --rounds N            how often each run is made, in turn with the others of its workload; the figures are
                              medians (3)
        --seconds N           length of each run (20)
        --warmup-seconds N    length of the run before, whose figures are dropped (20)
        --requests-max N      no run makes more requests than this (200000)
        --pool N              users made for the workloads that read or change (500)
        --preload N           more users that are made first and not touched (0): in bulk, or one by one where the
                              server has no bulk requests
        --group-size LIST     members of the groups of change-member and change-100-members, a group for each size
                              (0); they are among those of --preload
        --targets-file FILE   delivery, trials: the connector's TARGETS_FILE (targets.json beside FILE)
        --target-ports A,B    delivery: ports of the driver's SCIM and webhook targets (any free)
        --people N            replay (100000), redrive (10000), deadtarget (1000 a round),
                              postbeside (3000 each time), rebuild (100000): how many
        --lanes LIST          replay: over how many targets the people are spread, a run each (1,16)
        --max-in-flight N     replay, redrive, deadtarget: maxInFlight of the targets (the connector's)
        --minutes N           throttled: how long, after a first minute (5)
        --tenant NAME         delivery, fairness: the tenant of the token (demo)
        --credentials-file F  fairness, trials: ingress's CREDENTIALS_FILE (credentials.json beside FILE)
        --partitions N        fairness: TOPIC_PARTITIONS; both tenants are put into one (12)
        --json FILE           writes the figures as JSON as well
             ./rollcall bench compare SERVERS --out DIR [--apart] [WORKLOAD[=LOADS]...] [OPTION VALUE]...
        starts the servers of the JSON file SERVERS, measures them in turn (--apart: one after the other, each running alone),
        and writes DIR/comparison.md and DIR/comparison.svg: {"servers":[{"name":"…","start":["…"],"url":"…","token":"…","readySeconds":120}]},
        with "placeFile" in the place of "url" and "token" where the server writes a file like rollcall.json, and no "start"
        where one runs already; "pids":[N] of its processes then, and "disk":["DIR"] of what it keeps, for more figures
      exit: 0 all answered as expected, 1 some not, 2 the command line is wrong
      """;

  private Usage() {}
}
