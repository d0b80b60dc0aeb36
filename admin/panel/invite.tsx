import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from './api.ts';
import { Fault } from './faults.tsx';
import { Door } from './login.tsx';
import { useEnter } from './session.ts';
import { useWords } from './words.ts';

const shortest = 10; // as AcceptInvite in the contract

/** Sets the first password. The token stands behind `#`, so it never reaches a server's log or a referrer. */
export const Invite = () => {
  const words = useWords();
  const w = words.invite;
  const enter = useEnter();
  const [, go] = useLocation();
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [tried, setTried] = useState(false);
  const accept = useMutation({
    mutationFn: () => call('acceptInvite', { body: { token, password } }),
    onSuccess: (me) => {
      enter(me);
      go('/', { replace: true });
    },
  });
  const short = password.length < shortest ? w.short : null;
  const differs = password === repeat ? null : w.differs;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short && !differs && !accept.isPending) accept.mutate();
  };
  if (!token)
    return (
      <Door title={w.title}>
        <p>{w.missing}</p>
        <Link href="/">{w.toLogin}</Link>
      </Door>
    );
  return (
    <Door title={w.title}>
      <p>{w.lead}</p>
      <form onSubmit={submit} className="door-form" noValidate>
        <PasswordInput
          label={w.password}
          visibilityToggleButtonProps={{ 'aria-label': words.login.showPassword }}
          description={w.rule}
          autoComplete="new-password"
          size="md"
          maxLength={1024}
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={tried ? short : null}
        />
        <PasswordInput
          label={w.repeat}
          visibilityToggleButtonProps={{ 'aria-label': words.login.showPassword }}
          autoComplete="new-password"
          size="md"
          maxLength={1024}
          value={repeat}
          onChange={(event) => setRepeat(event.currentTarget.value)}
          error={tried && !short ? differs : null}
        />
        <Fault of={accept.error} />
        <Button type="submit" size="md" loading={accept.isPending} fullWidth>
          {w.submit}
        </Button>
      </form>
      <Link href="/">{w.toLogin}</Link>
    </Door>
  );
};
