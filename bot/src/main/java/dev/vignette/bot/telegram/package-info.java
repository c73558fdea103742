/**
 * Telegram. {@link dev.vignette.bot.telegram.UpdatePoller} fetches updates and confirms each only after it is stored; {@link
 * dev.vignette.bot.telegram.Updates} translates them for the front desk; {@link dev.vignette.bot.telegram.TelegramPlatform}
 * posts answers, films as round video notes. Calls go through {@link dev.vignette.bot.telegram.BotApi}, which is the only one
 * to know the token.
 */
@NullMarked
package dev.vignette.bot.telegram;

import org.jspecify.annotations.NullMarked;
