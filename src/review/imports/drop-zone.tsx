import { useEffect, useState } from 'preact/hooks';
import { importsText } from '../../text/review-imports.ts';
import { Icon } from '../../ui/icon/icon.tsx';

/**
 * A file input that is one large target, and a place to drop files on; a file
 * dropped beside it is taken too, instead of being opened by the browser.
 */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  return (
    <label class={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}>
      <input
        type="file"
        multiple
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          // The same file may be chosen again.
          input.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <span class="row drop-zone-act">
        <Icon name="usb" />
        {importsText.choose}
      </span>
      <span class="hint">{importsText.orDrop}</span>
    </label>
  );
}
