import { Button, Modal } from '@mantine/core';
import { Fault } from '../faults.tsx';
import { useWords } from '../words.ts';

type Props = {
  title: string;
  /** Of what: a shift, a rotation. */
  what: string;
  means: string;
  yes: string;
  of: { isPending: boolean; error: unknown };
  onYes: () => void;
  onClose: () => void;
};

/** What cannot be taken back is asked about once more. */
export const Sure = ({ title, what, means, yes, of, onYes, onClose }: Props) => {
  const words = useWords();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }}>
      <div className="removing">
        <p>
          <b>{what}</b>
        </p>
        <p className="quiet">{means}</p>
        <Fault of={of.error} />
        <p className="form-does">
          <Button variant="default" size="md" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button size="md" loading={of.isPending} onClick={onYes}>
            {yes}
          </Button>
        </p>
      </div>
    </Modal>
  );
};
