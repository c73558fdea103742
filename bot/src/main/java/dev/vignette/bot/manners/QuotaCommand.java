package dev.vignette.bot.manners;

/** {@code /quota}: what the person may still ask for. */
final class QuotaCommand implements ChatCommand {
    private final Desk desk;

    QuotaCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "quota";
    }

    @Override
    public CommandAnswer run(CommandCall call) {
        Caller caller = call.caller();
        if (desk.access().operates(caller.platform(), caller.person())) {
            return CommandAnswer.of(desk.say("quota.none", call));
        }
        boolean messages = desk.settings().personMessages() > 0;
        boolean films = !desk.settings().personRender().isZero();
        if (!messages && !films) {
            return CommandAnswer.of(desk.say("quota.none", call));
        }
        String left = messages ? desk.say("quota.messages", call, desk.quotas().messagesLeft(caller)) : "";
        String work = films
                ? desk.say(
                        "quota.films", call, desk.wording().wait(desk.quotas().renderLeft(caller), call.language()))
                : "";
        return CommandAnswer.of((left + " " + work).strip());
    }
}
