/**
 * What all chat platforms have in common, so that an adapter only translates. An adapter
 *
 * <ol>
 *   <li>turns each event into an {@link dev.vignette.bot.manners.IncomingMessage} and gives it to {@link
 *       dev.vignette.bot.manners.FrontDesk#receive}, which ignores, refuses with a sentence, or stores it durably; only then
 *       the adapter acknowledges;
 *   <li>gives slash commands to {@link dev.vignette.bot.manners.FrontDesk#run} and button presses to {@link
 *       dev.vignette.bot.manners.FrontDesk#press}, and posts the sentence that comes back, with its choices as buttons
 *       whose data is {@link dev.vignette.bot.manners.Choice#data};
 *   <li>registers what it accepted with the {@link dev.vignette.bot.manners.StatusBoard}, giving it a {@link
 *       dev.vignette.bot.manners.StatusLine} to post the one quiet status message through;
 *   <li>fetches recordings by {@link dev.vignette.bot.manners.AttachmentDownload}, when its {@code ChatPlatform.fetch} is
 *       called, not before it acknowledges;
 *   <li>posts answers as a {@link dev.vignette.bot.chat.ChatPlatform}, with buttons for {@link
 *       dev.vignette.bot.chat.Delivery#actions} labelled by {@link dev.vignette.bot.manners.Wording}.
 * </ol>
 *
 * Command menus come from {@link dev.vignette.bot.manners.FrontDesk#menu}. All words are in {@code words_*.properties}.
 */
@NullMarked
package dev.vignette.bot.manners;

import org.jspecify.annotations.NullMarked;
