import { useState } from 'preact/hooks';
import type { StickReplyRead } from '../../device/device-api.ts';
import { errorSentence } from '../../text/errors.ts';
import { replyText } from '../../text/stick.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { FileButton } from '../frame/file-button.tsx';

/** Takes the township's answer from a file, and says what it brought. */
export function ReplyButton() {
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ isOk: boolean; sentences: string[] }>();
  const take = async (file: File) => {
    setSaid(undefined);
    setBusy(true);
    try {
      const read = await device().stick.readReply(file);
      setSaid(
        read.ok
          ? { isOk: !read.value.torn, sentences: sentencesOf(read.value) }
          : { isOk: false, sentences: [errorSentence(read.code)] },
      );
    } catch {
      // The stick was pulled out while it was read.
      setSaid({ isOk: false, sentences: [errorSentence('fileTorn')] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <FileButton
        busy={isBusy ? replyText.taking : undefined}
        onFile={(file) => void take(file)}
      >
        {replyText.take}
      </FileButton>
      {said !== undefined && (
        <Notice
          tone={said.isOk ? 'ok' : 'bad'}
          icon={said.isOk ? 'check' : 'octagon'}
          announced={said.isOk ? 'polite' : 'assertive'}
          {...(said.isOk && { title: replyText.title })}
        >
          {said.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
    </>
  );
}

function sentencesOf(read: StickReplyRead): string[] {
  const parts = [
    ...(read.applied > 0 ? [replyText.applied(read.applied)] : []),
    ...(read.held > 0 ? [replyText.held(read.held)] : []),
    ...(read.refused > 0 ? [replyText.refused(read.refused)] : []),
    ...(read.materials > 0 ? [replyText.materials(read.materials)] : []),
    ...(read.notices === 'shown' ? [replyText.shown] : []),
    ...(read.notices === 'kept' ? [replyText.kept] : []),
  ];
  return [
    ...(parts.length > 0 ? [replyText.brought(parts)] : []),
    ...(read.torn ? [errorSentence('fileTorn')] : []),
    ...(parts.length === 0 && !read.torn ? [replyText.nothing] : []),
  ];
}
